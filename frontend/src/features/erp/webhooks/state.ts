import type { Webhook } from '@/gen/kartoteka/v1/webhook_service_pb';

export type WebhookState = 'active' | 'failing' | 'disabled';

/** One that is disabled is no longer tried, so what failed before matters less. */
export function webhookState({ enabled, failingSince }: Webhook): WebhookState {
  if (!enabled) return 'disabled';
  return failingSince ? 'failing' : 'active';
}

/** The part of a URL by which people call it; a path may be long, and a secret of the receiver. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
