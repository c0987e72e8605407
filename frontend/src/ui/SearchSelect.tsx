import { Loader, Select, Text, type SelectProps } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMemo, useState, type Ref } from 'react';
import { useTranslation } from 'react-i18next';

export interface Found {
  value: string;
  label: string;
  /** What tells it from others of the same name. */
  hint?: string;
}

export interface Search {
  found: readonly Found[];
  isFetching: boolean;
}

export interface SearchSelectProps extends Omit<SelectProps, 'data' | 'value' | 'onChange'> {
  value: string;
  ref?: Ref<HTMLInputElement>;
  /** '' when nothing is chosen any more. */
  onChange: (value: string) => void;
}

/** An id that nobody has, as an address may hold, is still seen, and can be cleared. */
export function unknownChoice(value: string, isUnknown: boolean): Found | undefined {
  return isUnknown && value !== '' ? { value, label: value } : undefined;
}

interface SearchingProps extends SearchSelectProps {
  /** Asks the server for what fits these words. */
  useSearch: (words: string) => Search;
  /** What is chosen, which a search may not find. */
  chosen: Found | undefined;
}

const DEBOUNCE = 200;

/** A choice among more than a list could hold: the server searches while the person types. */
export function SearchSelect({ useSearch, chosen, value, onChange, ...props }: SearchingProps) {
  const { t } = useTranslation('common');
  const [text, setText] = useState('');
  const [words] = useDebouncedValue(text, DEBOUNCE);
  // The text of the box is the label of what is chosen, as soon as something is.
  const { found, isFetching } = useSearch(words === chosen?.label ? '' : words);
  const options = useMemo(() => (chosen && !found.some((one) => one.value === chosen.value) ? [chosen, ...found] : [...found]), [chosen, found]);
  const hints = useMemo(() => new Map(options.map((option) => [option.value, option.hint])), [options]);
  return (
    <Select
      data={options.map((option) => ({ value: option.value, label: option.label }))}
      value={value === '' ? null : value}
      onChange={(next) => onChange(next ?? '')}
      searchable
      clearable
      // The server has matched more than the labels show: nothing is filtered again here.
      filter={(input) => input.options}
      onSearchChange={setText}
      rightSection={isFetching && text !== '' && value === '' ? <Loader size={14} /> : undefined}
      nothingFoundMessage={isFetching ? t('state.loading') : t('form.nothingFound')}
      renderOption={({ option }) => (
        <div>
          {option.label}
          {hints.get(option.value) && (
            <Text size="xs" c="dimmed">
              {hints.get(option.value)}
            </Text>
          )}
        </div>
      )}
      {...props}
    />
  );
}
