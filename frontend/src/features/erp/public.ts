export { ErpPage } from './ErpPage';
export { SourcePage } from './SourcePage';
