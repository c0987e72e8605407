import { Notifications } from '@mantine/notifications';

/** Where notify.* appears; loaded after the first page is on the screen. */
export function Toasts() {
  return <Notifications position="bottom-right" limit={3} />;
}
