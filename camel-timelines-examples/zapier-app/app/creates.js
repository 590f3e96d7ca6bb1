'use strict';

const { timelines } = require('./http');

const field = (key, label, type, required, helpText) => ({ key, label, type, required, helpText });
const CHAT = { ...field('chat_id', 'Chat ID', 'integer', true, 'The number of the chat, as triggers and Find Chat give it.') };
const TEXT = field('text', 'Text', 'text', true, 'At most 2,000 characters.');
const LABEL = field('label', 'Label', 'string', false, 'Put on the chat.');
const chat = (bundle, rest) => timelines(bundle, `/chats/${bundle.inputData.chat_id}${rest}`);

const send = async (z, method, url, body) => {
  const answer = await z.request({ method, url, body });
  const data = answer.data.data || {};
  return { id: data.message_uid || data.id, ...data };
};

const create = (key, noun, label, description, inputFields, perform, sample) => ({
  key,
  noun,
  display: { label, description },
  operation: { inputFields, perform, sample },
});

const sent = { id: '5f0c0000-0000-0000-0000-000000000001', message_uid: '5f0c0000-0000-0000-0000-000000000001' };
const known = { id: 4711, name: 'Ana Lopez', closed: true, responsible_email: 'eva@shop.example' };

// Zapier gives the URL of a file; TimelinesAI fetches it.
const sendFile = async (z, bundle) => {
  const { file, filename, text } = bundle.inputData;
  const uploaded = await z.request({
    method: 'POST',
    url: timelines(bundle, '/files'),
    body: { download_url: file, filename },
  });
  return send(z, 'POST', chat(bundle, '/messages'), { file_uid: uploaded.data.data.uid, text });
};

module.exports = [
  create('send_message_to_chat', 'Message', 'Send Message to Existing Chat', 'Writes into a chat.',
    [CHAT, TEXT, LABEL],
    (z, bundle) => {
      const { text, label } = bundle.inputData;
      return send(z, 'POST', chat(bundle, '/messages'), { text, label });
    }, sent),
  create('send_message_to_phone', 'Message', 'Send Message to New Chat', 'Writes to a phone number.',
    [
      field('phone', 'Phone', 'string', true, 'With its country, as in +34600111222.'),
      TEXT,
      field('whatsapp_account_phone', 'WhatsApp Account', 'string', false,
        'The number that it is sent from; else the one connected last.'),
      LABEL,
      field('chat_name', 'Chat Name', 'string', false, 'A name for the chat that nobody else has.'),
    ],
    (z, bundle) => {
      const { phone, text, whatsapp_account_phone, label, chat_name } = bundle.inputData;
      const body = { phone, text, whatsapp_account_phone, label, chat_name };
      return send(z, 'POST', timelines(bundle, '/messages'), body);
    }, sent),
  create('send_file_to_chat', 'File', 'Send File to Existing Chat', 'Sends a file into a chat.',
    [
      CHAT,
      field('file', 'File', 'file', true, 'A file of another step, or the URL of one. At most 16 MB; documents 100 MB.'),
      field('filename', 'File Name', 'string', true, 'As the customer will see it.'),
      { ...TEXT, required: false },
    ],
    sendFile, sent),
  create('close_chat', 'Chat', 'Close Chat', 'Closes a chat.', [CHAT],
    (z, bundle) => send(z, 'PATCH', chat(bundle, ''), { closed: true }), known),
  create('assign_chat', 'Chat', 'Assign Chat', 'Makes a teammate responsible for a chat.',
    [CHAT, field('responsible', 'Teammate', 'string', true, 'The e-mail address of the teammate.')],
    (z, bundle) => send(z, 'PATCH', chat(bundle, ''), { responsible: bundle.inputData.responsible }), known),
];
