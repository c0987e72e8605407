import { ColorScheme } from '@/gen/kartoteka/v1/session_service_pb';

export type Scheme = 'light' | 'dark' | 'auto';

/** What the server calls each way the admin may look. */
export const schemes: Record<Scheme, ColorScheme> = {
  light: ColorScheme.LIGHT,
  dark: ColorScheme.DARK,
  auto: ColorScheme.UNSPECIFIED,
};

export function schemeOf(value: ColorScheme): Scheme {
  if (value === ColorScheme.LIGHT) return 'light';
  return value === ColorScheme.DARK ? 'dark' : 'auto';
}
