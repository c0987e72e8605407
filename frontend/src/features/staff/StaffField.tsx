import type { SelectProps } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMemo, useState } from 'react';
import { SelectField, type ProtoForm } from '@/forms';
import { useStaffById, useStaffSearch } from './queries';

interface StaffFieldProps<Values extends object> extends Omit<SelectProps, 'data' | 'form' | 'name'> {
  form: ProtoForm<Values>;
  name: Extract<keyof Values, string>;
  /** The present choice, which the search may not find. */
  current: string;
}

const DEBOUNCE = 200;

/** Holds the id of a staff member; the server searches. Those who may no longer sign in are not offered anew. */
export function StaffField<Values extends object>({ current, ...props }: StaffFieldProps<Values>) {
  const [text, setText] = useState('');
  const [needle] = useDebouncedValue(text, DEBOUNCE);
  const known = useStaffById(useMemo(() => [current], [current]));
  // The text of the box is the name of the chosen one as soon as somebody is chosen.
  const isChosen = [...known.values()].some((member) => member.name === needle);
  const { rows } = useStaffSearch(isChosen ? '' : needle);
  const options = useMemo(() => {
    const found = rows.filter((member) => !member.disabled);
    const chosen = known.get(current);
    const all = chosen && !found.some(({ id }) => id === current) ? [chosen, ...found] : found;
    return all.map(({ id, name }) => ({ value: id, label: name }));
  }, [rows, known, current]);
  // The server has matched e-mails and codes too, which the labels do not show: nothing is filtered again here.
  return <SelectField data={options} searchable clearable filter={({ options: all }) => all} onSearchChange={setText} {...props} />;
}
