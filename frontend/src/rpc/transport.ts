import type { Transport } from '@connectrpc/connect';
import { createConnectTransport } from '@connectrpc/connect-web';
import { requestIdInterceptor, sessionInterceptor } from './interceptors';

/**
 * The one way to the server. Requests are always POST: a GET would put names and e-mail
 * addresses into URLs, and so into logs and histories.
 */
export function createTransport(baseUrl = window.location.origin): Transport {
  return createConnectTransport({
    baseUrl,
    useBinaryFormat: !import.meta.env.DEV,
    fetch: (input, init) => fetch(input, { ...init, credentials: 'same-origin' }),
    interceptors: [sessionInterceptor, requestIdInterceptor],
  });
}
