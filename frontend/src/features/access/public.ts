export { AccessPage } from './pages';
