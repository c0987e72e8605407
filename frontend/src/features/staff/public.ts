export { useStaffById } from './queries';
export { StaffChoices } from './StaffChoices';
export { StaffField } from './StaffField';
