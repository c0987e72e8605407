import { Code, ConnectError, type Interceptor } from '@connectrpc/connect';
import { newId } from './id';
import { sessionLost } from './sessionLost';

export const REQUEST_ID = 'X-Request-Id';

/** Names every request, so that a person can quote the id and support can find the log line. */
export const requestIdInterceptor: Interceptor = (next) => async (request) => {
  const id = newId();
  request.header.set(REQUEST_ID, id);
  try {
    return await next(request);
  } catch (cause) {
    const error = ConnectError.from(cause);
    if (!error.metadata.has(REQUEST_ID)) error.metadata.set(REQUEST_ID, id);
    throw error;
  }
};

/** Tells the shell when a session has ended under a page that is open. */
export const sessionInterceptor: Interceptor = (next) => async (request) => {
  try {
    return await next(request);
  } catch (cause) {
    const error = ConnectError.from(cause);
    if (error.code === Code.Unauthenticated && !opensSession(request.method.name)) sessionLost.announce();
    throw error;
  }
};

/** Here Unauthenticated means "wrong password" or "not signed in yet", not a session that has ended. */
function opensSession(method: string): boolean {
  return method === 'SignIn' || method === 'CreateOwner' || method === 'ChangePassword';
}
