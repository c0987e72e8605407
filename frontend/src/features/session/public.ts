import { part } from '@/ui/part';

export { sessionQuery, useSignOut, useUpdatePreferences } from './queries';

/** Seldom needed, so not part of the first load. */
export const ChangePasswordDialog = part(async () => (await import('./ChangePassword')).ChangePasswordDialog, null);
export const ChangePasswordPage = part(async () => (await import('./ChangePassword')).ChangePasswordPage, null);
export const ReloginDialog = part(async () => (await import('./ReloginDialog')).ReloginDialog, null);
