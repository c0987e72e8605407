export { ErpPage, SourcePage } from './pages';
