import { ActionIcon, Button, NumberInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useRef, type Ref } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { ProductSelect } from '@/features/products/public';
import { decimalInput } from '@/forms/fields/decimal';
import type { Shop } from '@/gen/kartoteka/v1/shop_service_pb';
import { ReasonText } from '@/i18n';
import type { FieldFailure } from '@/rpc/errors';
import { Conditions } from './Conditions';
import { MOST_LINES, type Question, type QuestionLine } from './question';
import classes from './why.module.css';

interface QuestionFormProps {
  question: Question;
  shops: readonly Shop[];
  onChange: (question: Question) => void;
  ofCoupon: FieldFailure | undefined;
  failuresOf: (line: QuestionLine) => readonly FieldFailure[];
}

/** Which products, how many, where, when and with which coupon. It is answered as it is typed: there is nothing to submit. */
export function QuestionForm({ question, shops, onChange, ofCoupon, failuresOf }: QuestionFormProps) {
  const { t } = useTranslation('discounts');
  const { lines } = question;
  const products = useRef(new Map<number, HTMLInputElement>());
  const set = (changed: QuestionLine) => onChange({ ...question, lines: lines.map((line) => (line.key === changed.key ? changed : line)) });

  /** The keyboard goes on in a line that is there: the new one, or the one before one that is gone. */
  function showLines(shown: readonly QuestionLine[], focused: QuestionLine | undefined) {
    flushSync(() => onChange({ ...question, lines: shown }));
    if (focused) products.current.get(focused.key)?.focus();
  }

  function add() {
    const line = { key: Math.max(...lines.map(({ key }) => key)) + 1, sku: '', quantity: '1' };
    showLines([...lines, line], line);
  }

  function remove(index: number) {
    const left = lines.toSpliced(index, 1);
    showLines(left, left[Math.max(index - 1, 0)]);
  }

  function productOf(key: number) {
    return (input: HTMLInputElement | null) => {
      if (input) products.current.set(key, input);
      else products.current.delete(key);
    };
  }

  return (
    <div role="group" aria-label={t('why.question')} className={classes.question}>
      {lines.map((line, index) => (
        <LineInputs
          key={line.key}
          line={line}
          position={index + 1}
          failures={failuresOf(line)}
          onChange={set}
          onRemove={lines.length > 1 ? () => remove(index) : undefined}
          productRef={productOf(line.key)}
        />
      ))}
      <Button
        variant="subtle"
        size="xs"
        className={classes.add}
        leftSection={<IconPlus size={14} aria-hidden />}
        disabled={lines.length >= MOST_LINES}
        onClick={add}
      >
        {t('why.addLine')}
      </Button>
      <Conditions question={question} shops={shops} onChange={onChange} ofCoupon={ofCoupon} />
    </div>
  );
}

interface LineInputsProps {
  line: QuestionLine;
  position: number;
  failures: readonly FieldFailure[];
  onChange: (line: QuestionLine) => void;
  onRemove: (() => void) | undefined;
  productRef: Ref<HTMLInputElement>;
}

function LineInputs({ line, position, failures, onChange, onRemove, productRef }: LineInputsProps) {
  const { t, i18n } = useTranslation('discounts');
  const ofQuantity = failures.find(({ path }) => path.endsWith('quantity'));
  const ofProduct = failures.find((failure) => failure !== ofQuantity);
  return (
    <div className={classes.line}>
      <ProductSelect
        ref={productRef}
        openOnFocus={false}
        aria-label={t('why.product', { position })}
        placeholder={t('search.product')}
        value={line.sku}
        onChange={(sku) => onChange({ ...line, sku })}
        error={ofProduct && <ReasonText {...ofProduct} />}
      />
      <NumberInput
        {...decimalInput(i18n.language)}
        aria-label={t('why.quantity', { position })}
        leftSection="×"
        allowNegative={false}
        value={line.quantity}
        onChange={(value) => onChange({ ...line, quantity: String(value) })}
        error={ofQuantity && <ReasonText {...ofQuantity} />}
      />
      {onRemove && (
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('why.removeLine', { position })} onClick={onRemove}>
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      )}
    </div>
  );
}
