import { Tabs } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './PageTabs.module.css';

export interface PageTab {
  id: string;
  label: string;
  icon: Icon;
  content: ReactNode;
}

interface PageTabsProps {
  label: string;
  tabs: readonly PageTab[];
  /** The id of the tab that is open. */
  value: string;
  onChange: (id: string) => void;
}

/** The parts of a page, one at a time, each as tall as the page lets it be. */
export function PageTabs({ label, tabs, value, onChange }: PageTabsProps) {
  return (
    <Tabs value={value} onChange={(id) => onChange(id ?? '')} keepMounted={false} className={classes.tabs} classNames={{ panel: classes.panel }}>
      <Tabs.List mb="md" aria-label={label} className={classes.list}>
        {tabs.map(({ id, label: text, icon: TabIcon }) => (
          <Tabs.Tab key={id} value={id} leftSection={<TabIcon size={16} aria-hidden />}>
            {text}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map(({ id, content }) => (
        <Tabs.Panel key={id} value={id}>
          {content}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
