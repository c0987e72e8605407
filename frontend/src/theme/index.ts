import '@fontsource-variable/inter/index.css';
import './mantine';
import './base.css';
import './print.css';

export { createAppTheme } from './theme';
export { cssVariablesResolver } from './cssVariables';
