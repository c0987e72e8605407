export { DataTable } from './DataTable';
export { EnumFilter } from './EnumFilter';
export { FilterMenu, type FilterOption } from './FilterMenu';
export { SearchBox } from './SearchBox';
export { Toolbar, type Chip } from './Toolbar';
export { type Column } from './columns';
export { type ListQuery, type RowLink } from './types';
export { param, type Param, type ParamsOf, type StateOf } from './url';
export { useListState, type ListState } from './useListState';
