import { Input } from '@fluentui/react-components';
import { useRef, useState } from 'react';

interface NameFieldProps {
  label: string;
  initialName?: string;
  /** Runs when the user presses Enter or leaves the field, unless it is empty. */
  onName: (name: string) => void;
  /** Runs when the field is to disappear. */
  onClose: () => void;
}

/** The field for the name of a group. Escape leaves the name as it was. */
export function NameField({ label, initialName = '', onName, onClose }: NameFieldProps) {
  const [name, setName] = useState(initialName);
  const isClosed = useRef(false);
  /** The field also loses the focus when it disappears, so only the first call counts. */
  const close = (newName: string) => {
    if (isClosed.current) return;
    isClosed.current = true;
    if (newName !== '') onName(newName);
    onClose();
  };
  return (
    <Input
      size="small"
      aria-label={label}
      placeholder={label}
      maxLength={60}
      // oxlint-disable-next-line jsx-a11y/no-autofocus -- The user has just asked for this field.
      autoFocus
      value={name}
      onChange={(_event, data) => setName(data.value)}
      onBlur={() => close(name.trim())}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') close(name.trim());
        if (event.key === 'Escape') {
          event.preventDefault();
          close('');
        }
      }}
    />
  );
}
