'use strict';

// Two APIs: the hub has webhooks and events, TimelinesAI has chats, messages and files.
const base = (url) => url.replace(/\/+$/, '');
const hub = (bundle, path) => base(bundle.authData.hub_url) + path;
const timelines = (bundle, path) => base(bundle.authData.timelines_url) + path;

// Each token goes to its own API only, never to the URL of a file.
const authorize = (request, z, bundle) => {
  const auth = bundle.authData;
  const isFor = (url) => url && request.url.startsWith(base(url) + '/');
  if (isFor(auth.timelines_url)) {
    request.headers.Authorization = `Bearer ${auth.timelines_token}`;
  } else if (isFor(auth.hub_url)) {
    request.headers.Authorization = `Bearer ${auth.hub_token}`;
  }
  return request;
};

// What the API says is wrong, for the person who sets up the Zap. Not all answers are JSON.
const explain = (response, z) => {
  if (response.status < 400 || response.skipThrowForStatus) {
    return response;
  }
  const error = response.data || {};
  if (response.status === 429) {
    throw new z.errors.ThrottledError('Too many calls', Number(response.getHeader('retry-after')) || 60);
  }
  const fields = (error.errors || []).map((one) => `${one.fields.join(', ')} ${one.msg}`);
  const message = [error.message || `HTTP ${response.status}`, ...fields].join(': ');
  throw new z.errors.Error(message, error.error_code || 'http_error', response.status);
};

module.exports = { hub, timelines, authorize, explain };
