import type { InputWrapperProps } from '@mantine/core';

/** Beside one another, inputs stand on one line only if the hints are below them. */
export const hintBelow: InputWrapperProps['inputWrapperOrder'] = ['label', 'input', 'error', 'description'];
