import { Group as Row } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { GroupDot } from '../GroupNames';
import { ChoiceList, type Choice } from './ChoiceList';
import { useGroupSearch, useStaffSearch } from './queries';

export interface ChoicesProps {
  /** What was typed to narrow the choices. */
  needle: string;
  value: readonly string[];
  onChange: (value: string[]) => void;
}

export function GroupChoices({ needle, ...props }: ChoicesProps) {
  const { t } = useTranslation('customers');
  const query = useGroupSearch(needle);
  const choices = query.data?.pages.flatMap((page) => page.groups).map(({ id, name, color }): Choice => ({
    value: id,
    name,
    label: (
      <Row gap={6} wrap="nowrap" component="span">
        <GroupDot color={color} />
        {name}
      </Row>
    ),
  }));
  return <ChoiceList label={t('field.groups')} choices={choices ?? []} query={query} {...props} />;
}

export function StaffChoices({ needle, ...props }: ChoicesProps) {
  const { t } = useTranslation('customers');
  const query = useStaffSearch(needle);
  const choices = query.data?.pages.flatMap((page) => page.staff).map(({ id, name }): Choice => ({ value: id, name, label: name }));
  return <ChoiceList label={t('field.accountManagerId')} choices={choices ?? []} query={query} {...props} />;
}
