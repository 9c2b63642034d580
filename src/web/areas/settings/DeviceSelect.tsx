import { Field, Select } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';

interface DeviceSelectProps {
  label: string;
  devices: readonly { id: string; name: string }[];
  /** The id of the chosen device; `null` for the system's default. */
  value: string | null;
  onChange: (id: string | null) => void;
}

/**
 * A box in which the user chooses one device. While the chosen device is not connected, the box shows the system's default.
 * When the device is connected again, the box shows the device again.
 */
export function DeviceSelect({ label, devices, value, onChange }: DeviceSelectProps) {
  const { t } = useTranslation();
  const isConnected = value === null || devices.some(({ id }) => id === value);
  return (
    <Field label={label} {...(devices.length === 0 && { hint: t('settings.noChoice') })}>
      <Select
        value={isConnected ? (value ?? '') : ''}
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
