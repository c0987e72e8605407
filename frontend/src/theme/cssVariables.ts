import type { CSSVariablesResolver } from '@mantine/core';
import { accents } from './colors';

/**
 * Mantine's own light badges, dimmed and placeholder text, error red and red buttons miss WCAG AA.
 * These variables replace them for every component at once.
 */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-dimmed': 'var(--mantine-color-gray-7)',
    '--mantine-color-placeholder': '#68717b',
    '--mantine-color-error': '#b42318',
    '--mantine-color-anchor': 'var(--mantine-color-petrol-7)',
    '--mantine-color-red-filled': 'var(--mantine-color-red-9)',
    '--mantine-color-red-filled-hover': 'color-mix(in srgb, var(--mantine-color-red-9) 88%, black)',
    '--mantine-color-default-border': 'var(--mantine-color-gray-3)',
    '--mantine-color-disabled-color': 'var(--mantine-color-gray-6)',
    ...Object.fromEntries(accents.flatMap(lightAccent)),
  },
  dark: {
    '--mantine-color-dimmed': 'var(--mantine-color-dark-2)',
    '--mantine-color-placeholder': '#949ca5',
    '--mantine-color-error': '#ff9b91',
    '--mantine-color-anchor': 'var(--mantine-color-petrol-3)',
    '--mantine-color-petrol-filled': 'var(--mantine-color-petrol-6)',
    '--mantine-color-petrol-filled-hover': 'var(--mantine-color-petrol-7)',
    ...Object.fromEntries(accents.flatMap(darkAccent)),
    // Its darkest shade is nearly the ground that a badge stands on.
    '--mantine-color-gray-light': 'var(--mantine-color-dark-5)',
    '--mantine-color-gray-light-hover': 'var(--mantine-color-dark-4)',
    '--mantine-color-gray-light-color': 'var(--mantine-color-dark-1)',
  },
});

function lightAccent(color: string): [string, string][] {
  const text = `color-mix(in srgb, var(--mantine-color-${color}-9) 65%, black)`;
  return [
    [`--mantine-color-${color}-light`, `var(--mantine-color-${color}-1)`],
    [`--mantine-color-${color}-light-hover`, `color-mix(in srgb, var(--mantine-color-${color}-1) 80%, var(--mantine-color-${color}-3))`],
    [`--mantine-color-${color}-light-color`, text],
    [`--mantine-color-${color}-outline`, text],
    [`--mantine-color-${color}-text`, text],
  ];
}

function darkAccent(color: string): [string, string][] {
  const text = `var(--mantine-color-${color}-2)`;
  return [
    [`--mantine-color-${color}-light`, `color-mix(in srgb, var(--mantine-color-${color}-9) 34%, #14171a)`],
    [`--mantine-color-${color}-light-hover`, `color-mix(in srgb, var(--mantine-color-${color}-9) 48%, #14171a)`],
    [`--mantine-color-${color}-light-color`, text],
    [`--mantine-color-${color}-outline`, text],
    [`--mantine-color-${color}-text`, text],
  ];
}
