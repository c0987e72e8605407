import { timestampDate } from '@bufbuild/protobuf/wkt';
import type { ApiKey } from '@/gen/kartoteka/v1/api_key_service_pb';

export type KeyState = 'active' | 'expired' | 'revoked';

/** Revoking is for good, so it outweighs an expiry. */
export function keyState(key: ApiKey, now = new Date()): KeyState {
  if (key.revokeTime) return 'revoked';
  if (key.expireTime && timestampDate(key.expireTime) <= now) return 'expired';
  return 'active';
}
