import type { ReactNode } from 'react';
import { ProtoFormBox } from '@/forms';
import type { EditForm as Edit } from './useEditForm';

interface EditFormProps<Values extends object> {
  edit: Edit<Values>;
  /** Buttons under the fields; Save and Cancel by default. */
  actions?: ReactNode;
  children: ReactNode;
}

/** What useEditForm gives, as a form, with its question when two people changed the same. */
export function EditForm<Values extends object>({ edit: { form, dialog, close }, ...props }: EditFormProps<Values>) {
  return (
    <>
      <ProtoFormBox form={form} onCancel={close} {...props} />
      {dialog}
    </>
  );
}
