import { Group, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { SelectField, type ProtoForm } from '@/forms';
import type { ShopValues } from './values';
import { offsetOf, timeZoneNames } from './timeZones';

/** As many as a person reads before typing; only the zones on the screen are asked for their offset. */
const SHOWN = 60;

export function TimeZoneField({ form }: { form: ProtoForm<ShopValues> }) {
  const { t, i18n } = useTranslation('shops');
  const { timeZone } = form.mantine.getValues();
  const names = useMemo(() => timeZoneNames(timeZone), [timeZone]);
  return (
    <SelectField
      form={form}
      name="timeZone"
      label={t('field.timeZone')}
      data={names}
      searchable
      required
      limit={SHOWN}
      renderOption={({ option }) => (
        <Group justify="space-between" gap="xs" flex={1}>
          {option.value}
          <Text span size="xs" c="dimmed">
            {offsetOf(i18n.language, option.value)}
          </Text>
        </Group>
      )}
    />
  );
}
