import { Field, Select } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';

interface DeviceSelectProps {
  label: string;
  devices: readonly { id: string; name: string }[];
  /** `null` is the system's own choice. */
  value: string | null;
  onChange: (id: string | null) => void;
}

/** One kind of device. A chosen one that is not connected now stays chosen, for when it comes back. */
export function DeviceSelect({ label, devices, value, onChange }: DeviceSelectProps) {
  const { t } = useTranslation();
  const isHere = value === null || devices.some(({ id }) => id === value);
  return (
    <Field label={label} {...(devices.length === 0 && { hint: t('settings.noChoice') })}>
      <Select
        value={isHere ? (value ?? '') : ''}
        disabled={devices.length === 0}
        onChange={(event) => onChange(event.target.value || null)}
      >
        <option value="">{t('settings.system')}</option>
        {devices.map(({ id, name }, index) => (
          <option key={id} value={id}>
            {name || t('settings.unnamed', { number: index + 1 })}
          </option>
        ))}
      </Select>
    </Field>
  );
}
