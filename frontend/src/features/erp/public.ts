export { useSourceSystems } from './sources/queries';
