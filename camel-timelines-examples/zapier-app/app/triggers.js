'use strict';

const { hub, timelines } = require('./http');
const samples = require('./samples');

const PAGES_MAX = 4; // of 50 chats

// The id of the event stands in a header; a retry has the same. Zapier may write "Http-" before it.
const eventId = (bundle) => {
  const headers = bundle.rawRequest.headers;
  const name = Object.keys(headers).find((one) => /^(http-)?webhook-id$/i.test(one));
  return name ? headers[name] : undefined;
};

const hook = (key, eventType, noun, label, description, sample) => ({
  key,
  noun,
  display: { label, description },
  operation: {
    type: 'hook',
    performSubscribe: async (z, bundle) => {
      const webhook = await z.request({
        method: 'POST',
        url: hub(bundle, '/integrations/api/webhooks'),
        body: {
          event_type: eventType,
          url: bundle.targetUrl,
          description: `Zapier: ${label}`,
          delete_when_gone: true, // Zapier answers 410 for a Zap that is off
        },
      });
      return webhook.data.data;
    },
    // A webhook that is gone already is what was asked for.
    performUnsubscribe: async (z, bundle) => {
      const answer = await z.request({
        method: 'DELETE',
        url: hub(bundle, `/integrations/api/webhooks/${bundle.subscribeData.id}`),
        skipThrowForStatus: true,
      });
      if (answer.status !== 404) {
        answer.throwForStatus();
      }
      return { id: bundle.subscribeData.id };
    },
    perform: (z, bundle) => {
      const { querystring, ...event } = bundle.cleanedRequest;
      return [{ id: eventId(bundle), ...event }];
    },
    performList: async (z, bundle) => {
      const latest = await z.request({
        url: hub(bundle, '/hub/api/v1/samples'),
        params: { event_type: eventType, limit: 3 },
      });
      return latest.data.data;
    },
    sample: sample(eventType),
    outputFields: [
      { key: 'id', label: 'Event ID', type: 'string' },
      { key: 'data__chat_id', label: 'Chat ID', type: 'integer' },
      { key: 'data__chat_name', label: 'Chat Name', type: 'string' },
    ],
  },
});

const received = (type) => samples.message(type, 'received', 'What are your hours?');
const sent = (type) => samples.message(type, 'sent', 'Our business hours are Monday-Friday, 9am-5pm EST.');

// TimelinesAI sends no event for these: Zapier asks.
const poll = (key, noun, label, description, perform, sample) => ({
  key,
  noun,
  display: { label, description },
  operation: { type: 'polling', perform, sample },
});

const closedChats = async (z, bundle) => {
  const chats = [];
  for (let page = 1; page <= PAGES_MAX; page++) {
    const answer = await z.request({ url: timelines(bundle, '/chats'), params: { closed: true, page } });
    chats.push(...answer.data.data.chats);
    if (!answer.data.data.has_more_pages) {
      break;
    }
  }
  // Written to and closed again is closed anew.
  return chats.map((chat) => ({ ...chat, chat_id: chat.id, id: `${chat.id}-${chat.last_message_uid}` }));
};

const files = async (z, bundle) => {
  const answer = await z.request(timelines(bundle, '/files'));
  return answer.data.data
    .sort((one, other) => other.uploaded_at.localeCompare(one.uploaded_at))
    .map((file) => ({ id: file.uid, ...file }));
};

module.exports = [
  hook('new_received_message', 'message:received:new', 'Message', 'New Received Message',
    'Triggers when a WhatsApp message comes in.', received),
  hook('new_sent_message', 'message:sent:new', 'Message', 'New Sent Message',
    'Triggers when a WhatsApp message goes out, from TimelinesAI or from the phone.', sent),
  hook('new_incoming_chat', 'chat:incoming:new', 'Chat', 'New Incoming Chat',
    'Triggers when somebody writes who has not written before.', samples.chat),
  hook('new_outgoing_chat', 'chat:outgoing:new', 'Chat', 'New Outgoing Chat',
    'Triggers when you write to somebody for the first time.', samples.chat),
  hook('missed_call', 'call:incoming:missed', 'Call', 'Missed Call',
    'Triggers when nobody answers a WhatsApp call.', samples.call),
  hook('new_whatsapp_account', 'whatsapp:account:connected', 'Account', 'New WhatsApp Account',
    'Triggers when a WhatsApp account is connected.', samples.connected),
  poll('chat_closed', 'Chat', 'Chat Closed', 'Triggers when a chat is closed.', closedChats,
    { id: '4711-11111111-2222-3333-4444-555555555555', chat_id: 4711, name: 'Ana Lopez', closed: true }),
  poll('new_uploaded_file', 'File', 'New Uploaded File', 'Triggers when a file is uploaded.', files,
    { id: '7b1c9a1e-0000-0000-0000-000000000001', filename: 'prices.pdf', size: 2048, mimetype: 'application/pdf' }),
];
