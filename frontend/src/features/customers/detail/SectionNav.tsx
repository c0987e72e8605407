import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { isTyping } from '@/table/keyboard';
import { showSection, useAnchor } from '@/ui/anchor';
import classes from './detail.module.css';
import { keyOfSection, sectionIds, sectionInSight, sectionOfKey, type SectionId } from './sectionFocus';

/** The way around a long page: always in sight, by pointer, by Tab, and by a key each: 1 for the first. */
export function SectionNav() {
  const { t } = useTranslation('customers');
  const current = useSectionInSight();
  const navigate = useNavigate();
  useSectionKeys();
  useAnchor();

  /** The address keeps the anchor, without a step in the history for each look around. */
  function follow(event: MouseEvent, id: SectionId) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    showSection(id);
    void navigate({ to: '.', hash: id, search: true, state: true, replace: true, resetScroll: false, hashScrollIntoView: false });
  }

  return (
    <nav className={classes.nav} aria-label={t('detail.sections')} data-print="hide">
      <ul>
        {sectionIds.map((id) => (
          <li key={id}>
            <a
              href={`#${id}`}
              className={classes.navLink}
              aria-current={id === current ? 'true' : undefined}
              aria-keyshortcuts={keyOfSection(id)}
              onClick={(event) => follow(event, id)}
            >
              {t(`section.${id}`)}
              <kbd aria-hidden>{keyOfSection(id)}</kbd>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function useSectionKeys(): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const id = sectionOfKey(event.key);
      if (id) showSection(id);
    }
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

/** The section that is being looked at, as the page scrolls. */
function useSectionInSight(): SectionId {
  const [current, setCurrent] = useState<SectionId>('data');
  useEffect(() => {
    const look = () => setCurrent(sectionInSight(window.innerHeight, topOf, document.activeElement?.id));
    look();
    // Scrolling happens inside the shell and does not bubble; capturing hears it wherever it is.
    document.addEventListener('scroll', look, { capture: true, passive: true });
    document.addEventListener('focusin', look);
    return () => {
      document.removeEventListener('scroll', look, { capture: true });
      document.removeEventListener('focusin', look);
    };
  }, []);
  return current;
}

function topOf(id: SectionId): number {
  return document.getElementById(id)?.getBoundingClientRect().top ?? Infinity;
}
