export { GroupsPage, GroupPage } from './pages';
