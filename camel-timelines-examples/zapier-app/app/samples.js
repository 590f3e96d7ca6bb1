'use strict';

// What Zapier shows before it could ask the hub: fields as the hub delivers them.
const account = { full_name: 'Shop Desk', email: 'desk@shop.example', phone: '+34600999888' };
const owner = {
  id: '34600999888@s.whatsapp.net',
  phone: '+34600999888',
  connected_on: '2026-01-01 10:00:00 +0100',
  status: 'active',
  account_name: 'Shop Desk',
  owner_name: 'Eva',
  owner_email: 'eva@shop.example',
};
const ana = { full_name: 'Ana Lopez', phone: '+34600111222' };
const desk = { full_name: 'Shop Desk', phone: '+34600999888' };
const url = 'https://app.timelines.ai/chat/4711/messages/';

const message = (eventType, direction, text) => ({
  id: 'evt_example',
  event_type: eventType,
  chat: { chat_id: 4711, full_name: 'Ana Lopez', chat_url: url, is_group: false, phone: '+34600111222' },
  whatsapp_account: account,
  message: {
    text,
    direction,
    timestamp: '2026-03-02 09:15:00 +0100',
    message_uid: '11111111-2222-3333-4444-555555555555',
    sender: direction === 'received' ? ana : desk,
    recipient: direction === 'received' ? desk : ana,
  },
  data: { chat_id: 4711, chat_name: 'Ana Lopez', text, direction },
});

const chat = (eventType) => ({
  id: 'evt_example',
  event_type: eventType,
  chat: {
    id: 4711,
    name: 'Ana Lopez',
    phone: '+34600111222',
    is_group: false,
    closed: false,
    labels: ['lead'],
    chat_url: url,
    created_timestamp: '2026-03-01 08:00:00 +0100',
  },
  whatsapp_account: owner,
  data: { chat_id: 4711, chat_name: 'Ana Lopez' },
});

const call = (eventType) => ({
  id: 'evt_example',
  event_type: eventType,
  chat: { full_name: 'Ana Lopez', chat_url: url, chat_id: 4711, chat_type: 'direct', phone: '34600111222' },
  whatsapp_account: account,
  call_details: { status: 'Missed', timestamp: '2026-03-02 09:30:00 +0100', caller: ana, recipient: desk },
  data: { chat_id: 4711, chat_name: 'Ana Lopez', caller_name: 'Ana Lopez', caller_phone: '+34600111222' },
});

const connected = (eventType) => ({
  id: 'evt_example',
  event_type: eventType,
  whatsapp_account: owner,
  data: { whatsapp_account_phone: '+34600999888', status: 'active' },
});

module.exports = { message, chat, call, connected };
