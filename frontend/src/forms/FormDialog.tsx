import { Modal, type ModalProps } from '@mantine/core';
import type { ReactNode } from 'react';
import { useUnsavedNames } from './unsaved';

interface FormDialogProps {
  opened: boolean;
  onClose: () => void;
  title: string;
  size?: ModalProps['size'];
  children: ReactNode;
}

/** A form in a dialog. While it holds unsaved changes only its own buttons close it: a slip of the hand costs nothing. */
export function FormDialog({ opened, onClose, title, size = 'md', children }: FormDialogProps) {
  const hasUnsaved = useUnsavedNames().length > 0;
  return (
    <Modal opened={opened} onClose={onClose} title={title} size={size} closeOnClickOutside={!hasUnsaved} closeOnEscape={!hasUnsaved}>
      {children}
    </Modal>
  );
}
