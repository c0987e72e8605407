import { createTheme, type MantineThemeOverride } from '@mantine/core';
import type { TFunction } from 'i18next';
import { dark, gray, petrol } from './colors';
import classes from './theme.module.css';

const sans =
  '"Inter Variable", Inter, ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif';
const mono = 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace';

/** The theme depends on the language only because icon-only parts of Mantine need a spoken name. */
export function createAppTheme(t: TFunction): MantineThemeOverride {
  return createTheme({
    primaryColor: 'petrol',
    primaryShade: { light: 7, dark: 8 },
    autoContrast: true,
    colors: { petrol, gray, dark },
    black: '#171b20',
    cursorType: 'pointer',
    respectReducedMotion: true,
    fontFamily: sans,
    fontFamilyMonospace: mono,
    fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
    lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.55', xl: '1.55' },
    spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.25rem', xl: '1.75rem' },
    radius: { xs: '0.1875rem', sm: '0.375rem', md: '0.5rem', lg: '0.75rem', xl: '1rem' },
    defaultRadius: 'sm',
    headings: {
      fontFamily: sans,
      fontWeight: '620',
      textWrap: 'balance',
      sizes: {
        h1: { fontSize: '1.25rem', lineHeight: '1.35' },
        h2: { fontSize: '0.9375rem', lineHeight: '1.4' },
        h3: { fontSize: '0.875rem', lineHeight: '1.45' },
        h4: { fontSize: '0.8125rem', lineHeight: '1.45' },
      },
    },
    shadows: {
      xs: '0 1px 2px rgb(16 24 32 / 6%)',
      sm: '0 1px 3px rgb(16 24 32 / 8%), 0 1px 2px rgb(16 24 32 / 5%)',
      md: '0 4px 14px rgb(16 24 32 / 10%), 0 1px 3px rgb(16 24 32 / 6%)',
      lg: '0 12px 32px rgb(16 24 32 / 14%), 0 2px 6px rgb(16 24 32 / 6%)',
      xl: '0 24px 56px rgb(16 24 32 / 18%)',
    },
    components: componentDefaults(t),
  });
}

function componentDefaults(t: TFunction): NonNullable<MantineThemeOverride['components']> {
  const close = { closeButtonProps: { 'aria-label': t('common:action.close') } };
  const clear = { clearButtonProps: { 'aria-label': t('common:action.clear') } };
  // The list of options scrolls itself: a scrolling box around it would have to take the focus.
  const dropdown = { comboboxProps: { shadow: 'md' }, withScrollArea: false };
  const options = { classNames: { options: classes['options'] } };
  return {
    Alert: { defaultProps: { variant: 'light', radius: 'md' }, classNames: { root: classes['alert'], title: classes['alertTitle'] } },
    Badge: { defaultProps: { variant: 'light', radius: 'sm', size: 'md' } },
    Button: { defaultProps: { size: 'sm' } },
    InputWrapper: { classNames: { label: classes['label'], description: classes['description'] } },
    Drawer: { defaultProps: { ...close, overlayProps: { backgroundOpacity: 0.35 } } },
    // The placeholder that Mantine focuses first is no child that a menu may have.
    Menu: { defaultProps: { shadow: 'lg', radius: 'md', withInitialFocusPlaceholder: false } },
    Modal: {
      defaultProps: { ...close, radius: 'lg', padding: 'lg', centered: true, overlayProps: { backgroundOpacity: 0.4 } },
    },
    MultiSelect: { ...options, defaultProps: { ...clear, ...dropdown } },
    Notification: {
      defaultProps: close,
      styles: { description: { color: 'var(--mantine-color-text)' } },
    },
    NumberInput: { defaultProps: { hideControls: true } },
    Paper: { defaultProps: { radius: 'md' } },
    PasswordInput: { defaultProps: { visibilityToggleButtonProps: { 'aria-label': t('common:action.togglePassword') } } },
    Pill: { defaultProps: { removeButtonProps: { 'aria-label': t('common:action.remove') } } },
    Select: { ...options, defaultProps: { ...clear, ...dropdown, checkIconPosition: 'right' } },
    Skeleton: { classNames: { root: classes['skeleton'] } },
    TagsInput: { ...options, defaultProps: { ...clear, ...dropdown } },
    Tooltip: { defaultProps: { openDelay: 350, radius: 'sm' } },
  };
}
