export { SettingsPage } from './pages';
