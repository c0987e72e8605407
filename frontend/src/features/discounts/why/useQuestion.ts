import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';
import { useListState } from '@/table';
import { askedOf, params, questionOf } from './address';
import type { Question } from './question';

const KEPT_AFTER = 300;

/** The question as it is typed. The address keeps it once the person pauses, and another address brings another question. */
export function useQuestion(): [Question, (question: Question) => void] {
  const { state, update } = useListState(params);
  const address = JSON.stringify(state);
  const [question, setQuestion] = useState(() => questionOf(state));
  const [seen, setSeen] = useState(address);
  const [kept, setKept] = useState(address);

  // Back, or a link: not what was typed here.
  if (address !== seen) {
    setSeen(address);
    if (address !== kept) {
      setKept(address);
      setQuestion(questionOf(state));
    }
  }

  const keep = useDebouncedCallback((next: Question) => {
    const asked = askedOf(next);
    setKept(JSON.stringify(asked));
    update(asked);
  }, KEPT_AFTER);

  return [
    question,
    (next) => {
      setQuestion(next);
      keep(next);
    },
  ];
}
