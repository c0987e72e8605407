import { Code, ConnectError, createClient, createRouterTransport } from '@connectrpc/connect';
import { afterEach, expect, test } from 'vitest';
import { SessionService } from '@/gen/kartoteka/v1/session_service_pb';
import { toFailure } from './errors';
import { requestIdInterceptor, sessionInterceptor } from './interceptors';
import { sessionLost } from './sessionLost';

afterEach(() => sessionLost.clear());

function clientRefusedWith(code: Code) {
  const refuse = () => {
    throw new ConnectError('no', code);
  };
  const transport = createRouterTransport(
    ({ service }) => service(SessionService, { getSession: refuse, signIn: refuse, updatePreferences: refuse }),
    { transport: { interceptors: [sessionInterceptor, requestIdInterceptor] } },
  );
  return createClient(SessionService, transport);
}

test('every failure carries a request id to quote', async () => {
  const failure = await clientRefusedWith(Code.Internal).getSession({}).catch(toFailure);
  expect(failure).toMatchObject({ requestId: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/) as string });
});

test('a refused session is announced', async () => {
  await clientRefusedWith(Code.Unauthenticated).updatePreferences({}).catch(toFailure);
  expect(sessionLost.isLost()).toBe(true);
});

test('a wrong password is not a lost session', async () => {
  await clientRefusedWith(Code.Unauthenticated).signIn({}).catch(toFailure);
  expect(sessionLost.isLost()).toBe(false);
});

test('other refusals leave the session alone', async () => {
  await clientRefusedWith(Code.PermissionDenied).updatePreferences({}).catch(toFailure);
  expect(sessionLost.isLost()).toBe(false);
});
