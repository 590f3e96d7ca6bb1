'use strict';

const { timelines } = require('./http');

const search = (key, noun, label, description, field, perform, sample) => ({
  key,
  noun,
  display: { label, description },
  operation: { inputFields: [{ required: true, type: 'string', ...field }], perform, sample },
});

// A search that finds nothing is an empty list, not an error.
const get = async (z, url, params) => {
  const answer = await z.request({ url, params, skipThrowForStatus: true });
  if (answer.status === 404) {
    return null;
  }
  answer.throwForStatus();
  return answer.data.data;
};

const UID = { key: 'message_uid', label: 'Message UID', helpText: 'As a send or a trigger gives it.' };
const message = (bundle, rest) => timelines(bundle, `/messages/${encodeURIComponent(bundle.inputData.message_uid)}${rest}`);

module.exports = [
  search('find_chat', 'Chat', 'Find Chat', 'Finds the chat with a phone number.',
    { key: 'phone', label: 'Phone', helpText: 'With its country, as in +34600111222.' },
    async (z, bundle) => {
      const { phone } = bundle.inputData;
      return (await get(z, timelines(bundle, '/chats'), { phone })).chats;
    }, { id: 4711, name: 'Ana Lopez', phone: '+34600111222' }),
  search('find_message', 'Message', 'Find Message', 'Finds a message.', UID,
    async (z, bundle) => {
      const found = await get(z, message(bundle, ''));
      return found ? [{ id: found.uid, ...found }] : [];
    }, { id: '5f0c0000-0000-0000-0000-000000000001', text: 'Hello', status: 'Read' }),
  search('find_message_status', 'Status', 'Find Message Status', 'Finds whether a message has arrived.', UID,
    async (z, bundle) => {
      const history = await get(z, message(bundle, '/status_history'));
      const latest = history && history[history.length - 1];
      return latest ? [{ id: bundle.inputData.message_uid, ...latest }] : [];
    }, { id: '5f0c0000-0000-0000-0000-000000000001', status: 'Read', timestamp: '2026-03-02 09:15:00 +0100' }),
];
