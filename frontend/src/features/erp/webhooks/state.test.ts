import { create } from '@bufbuild/protobuf';
import { timestampNow } from '@bufbuild/protobuf/wkt';
import { expect, test } from 'vitest';
import { WebhookSchema } from '@/gen/kartoteka/v1/webhook_service_pb';
import { hostOf, webhookState } from './state';

test('a webhook is active until a poke fails', () => {
  expect(webhookState(create(WebhookSchema, { enabled: true }))).toBe('active');
  expect(webhookState(create(WebhookSchema, { enabled: true, failingSince: timestampNow() }))).toBe('failing');
});

test('a webhook that is disabled is that, whether it failed or not', () => {
  expect(webhookState(create(WebhookSchema, { failingSince: timestampNow() }))).toBe('disabled');
});

test('people call a webhook by its host', () => {
  expect(hostOf('https://erp.example:8443/hooks/kartoteka?token=1')).toBe('erp.example:8443');
  expect(hostOf('nonsense')).toBe('nonsense');
});
