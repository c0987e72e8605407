import { CloseButton, Kbd, Loader, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isTyping } from './keyboard';
import classes from './table.module.css';

const DEBOUNCE = 250;

interface SearchBoxProps {
  /** The text in the address. */
  value: string;
  /** Called 250 ms after the last key, and at once for Enter, Escape and the cross. */
  onChange: (value: string) => void;
  label: string;
  isSearching?: boolean;
}

/** The one search box of a list. "/" reaches it from anywhere on the page. */
export function SearchBox({ value, onChange, label, isSearching = false }: SearchBoxProps) {
  const { t } = useTranslation('common');
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(value);
  const [sent, setSent] = useState(value);
  const sendLater = useDebouncedCallback(send, DEBOUNCE);
  useSlashFocus(input);

  // Somebody else changed the address (a chip, Back): the box follows.
  if (value !== sent) {
    setSent(value);
    setText(value);
  }

  function send(next: string) {
    setSent(next);
    onChange(next);
  }

  function sendNow(next: string) {
    sendLater.cancel();
    setText(next);
    send(next);
  }

  return (
    <TextInput
      ref={input}
      type="search"
      role="searchbox"
      aria-label={label}
      placeholder={label}
      className={classes.search}
      value={text}
      maxLength={200}
      leftSection={isSearching ? <Loader size={14} /> : <IconSearch size={16} aria-hidden />}
      rightSection={
        text === '' ? (
          <Kbd size="xs" aria-hidden>
            /
          </Kbd>
        ) : (
          <CloseButton size="sm" aria-label={t('action.clear')} onClick={() => sendNow('')} />
        )
      }
      onChange={(event) => {
        setText(event.currentTarget.value);
        sendLater(event.currentTarget.value);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') sendNow(text);
        if (event.key === 'Escape' && text !== '') sendNow('');
      }}
    />
  );
}

function useSlashFocus(input: React.RefObject<HTMLInputElement | null>) {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    }
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [input]);
}
