import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { renderApp } from '@/test/render';
import { fittingColumns, minimumWidth } from '@/table/columns';
import { useDiscountColumns } from './columns';

function Columns({ width }: { width: number }) {
  const shown = fittingColumns(useDiscountColumns(), width);
  return `${shown.map(({ id }) => id).join(' ')}: ${minimumWidth(shown) <= width ? 'all in sight' : 'cut off'}`;
}

// As wide as the list is beside the menu and a scroll bar.
test.each([
  [1920, 1615, 'name target scope reduction validity minQuantity priority state origin'],
  [1440, 1135, 'name target scope reduction validity minQuantity state origin'],
  [1280, 975, 'name target scope reduction validity state origin'],
  [1024, 719, 'name target scope reduction state origin'],
])('on a screen of %i pixels the list of %i shows who granted a discount', async (_, width, shown) => {
  await renderApp(<Columns width={width} />);
  expect(await screen.findByText(`${shown}: all in sight`)).toBeVisible();
});
