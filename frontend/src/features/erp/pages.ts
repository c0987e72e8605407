export { ErpPage } from './list/ErpPage';
export { RunPage } from './runs/RunPage';
export { SourceSettingsPage } from './settings/SourceSettingsPage';
export { SourcePage } from './source/SourcePage';
