curl -X POST "https://app.timelines.ai/integrations/api/webhooks" \
-H "Authorization: Bearer YOUR_TOKEN" \
-H "Content-Type: application/json" \
-d '{
"event_type": "message:received:new",
"url": "https://your-app.com/webhooks/timelines",
"enabled": true
}'
echo
curl -X GET "https://app.timelines.ai/integrations/api/webhooks" \
-H "Authorization: Bearer YOUR_TOKEN"
echo
curl -X GET "https://app.timelines.ai/integrations/api/webhooks/7654321" \
-H "Authorization: Bearer YOUR_TOKEN"
echo
# Disable webhook
curl -X PUT "https://app.timelines.ai/integrations/api/webhooks/7654321" \
-H "Authorization: Bearer YOUR_TOKEN" \
-H "Content-Type: application/json" \
-d '{ "enabled": false }'
echo
# Change URL
curl -X PUT "https://app.timelines.ai/integrations/api/webhooks/7654321" \
-H "Authorization: Bearer YOUR_TOKEN" \
-H "Content-Type: application/json" \
-d '{ "url": "https://new-endpoint.com/webhooks" }'
echo
curl -X GET "https://app.timelines.ai/integrations/api/webhooks/7654321" \
-H "Authorization: Bearer YOUR_TOKEN"
echo
curl -X DELETE "https://app.timelines.ai/integrations/api/webhooks/7654321" \
-H "Authorization: Bearer YOUR_TOKEN"
echo
