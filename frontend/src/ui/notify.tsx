import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { ReasonText } from '@/i18n';
import { toFailure } from '@/rpc/errors';
import { RequestId } from './RequestId';

/** A short word at the edge of the screen. Texts come translated. */
export const notify = {
  success: (message: string): void => {
    notifications.show({ message, color: 'green', icon: <IconCheck size={18} aria-hidden />, autoClose: 4000 });
  },

  /** For an action without a form or dialog of its own to show the failure in. */
  failure: (cause: unknown): void => {
    const failure = toFailure(cause);
    if (failure.kind === 'cancelled' || failure.kind === 'unauthenticated') return;
    notifications.show({
      message: (
        <>
          <ReasonText {...failure} />
          {failure.kind === 'internal' && <RequestId id={failure.requestId} />}
        </>
      ),
      color: 'red',
      icon: <IconAlertTriangle size={18} aria-hidden />,
      autoClose: 8000,
    });
  },
};
