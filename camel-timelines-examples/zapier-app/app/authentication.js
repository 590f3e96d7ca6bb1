'use strict';

const { hub, timelines } = require('./http');

const test = async (z, bundle) => {
  const workspace = await z.request(timelines(bundle, '/workspace'));
  const own = await z.request(hub(bundle, '/hub/api/v1/workspace'));
  return { hub: own.data.data.name, name: workspace.data.data.display_name };
};

module.exports = {
  type: 'custom',
  test,
  connectionLabel: '{{name}} (hub: {{hub}})',
  fields: [
    {
      key: 'hub_url',
      label: 'Hub URL',
      type: 'string',
      required: true,
      helpText: 'Where your hub is reached from the internet, for example https://hub.example.com.',
    },
    {
      key: 'hub_token',
      label: 'Hub Token',
      type: 'password',
      required: true,
      helpText: 'A token of your workspace at the hub.',
    },
    {
      key: 'timelines_token',
      label: 'TimelinesAI Token',
      type: 'password',
      required: true,
      helpText: 'In TimelinesAI under Integrations, Public API.',
    },
    {
      key: 'timelines_url',
      label: 'TimelinesAI API',
      type: 'string',
      required: true,
      default: 'https://app.timelines.ai/integrations/api',
      helpText: 'Leave it as it is.',
    },
  ],
};
