export { GroupName } from './GroupName';
export { useGroup, useGroupsById, type GroupsById } from './queries';
export { GroupChoices, GroupSelect } from './selects';
