import type { MantineColorsTuple } from '@mantine/core';

/** The brand: petrol, the colour of ink on an index card. Shade 7 carries white text at 6:1. */
export const petrol: MantineColorsTuple = [
  '#ebf6f6',
  '#d5ebec',
  '#aad8da',
  '#7cc3c6',
  '#4eabaf',
  '#2b9398',
  '#147c82',
  '#0c6b70',
  '#09585c',
  '#064347',
];

/** Cool neutrals for the light scheme. */
export const gray: MantineColorsTuple = [
  '#f7f8f9',
  '#f0f2f4',
  '#e6e9ec',
  '#d6dbdf',
  '#b9c0c7',
  '#98a1aa',
  '#6f7983',
  '#59626c',
  '#373e46',
  '#1c2127',
];

/** Neutrals for the dark scheme, lightest first as Mantine expects. */
export const dark: MantineColorsTuple = [
  '#dde1e5',
  '#b9bfc6',
  '#9ba3ac',
  '#757d87',
  '#3b4249',
  '#2d3339',
  '#23282d',
  '#1a1e22',
  '#14171a',
  '#0e1113',
];

/** Colours that a badge, an alert or a light button may take; each is checked for contrast in both schemes. */
export const accents = ['petrol', 'gray', 'red', 'orange', 'yellow', 'green', 'teal', 'blue', 'indigo', 'violet', 'grape', 'pink'] as const;
