import { lazy } from 'react';

export { sessionQuery, useSignOut, useUpdatePreferences } from './queries';

/** Seldom needed, so not part of the first load. */
export const ChangePasswordDialog = lazy(async () => ({ default: (await import('./ChangePassword')).ChangePasswordDialog }));
export const ChangePasswordPage = lazy(async () => ({ default: (await import('./ChangePassword')).ChangePasswordPage }));
export const ReloginDialog = lazy(async () => ({ default: (await import('./ReloginDialog')).ReloginDialog }));
