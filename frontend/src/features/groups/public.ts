export { GroupChoices } from './GroupChoices';
export { GroupName } from './GroupName';
export { GroupSelect } from './GroupSelect';
export { useGroup, useGroupsById, type GroupsById } from './queries';
