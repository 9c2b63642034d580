import {
  makeStyles,
  Menu,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  mergeClasses,
  ToolbarButton,
} from '@fluentui/react-components';
import { Checkmark20Regular } from '@fluentui/react-icons/svg/checkmark';
import { ChevronUp20Regular } from '@fluentui/react-icons/svg/chevron-up';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { listDevices } from '../calling/listDevices.ts';
import { useDevices, usePhone, useSettings } from '../calling/react.tsx';
import { belowPickers, onPickers, onWideToolbar } from '../ui/callWidth.ts';
import { useControlStyles } from '../ui/controlStyles.ts';

const useStyles = makeStyles({
  split: { display: 'flex', minWidth: 0 },
  // As small as WCAG allows, so that all buttons fit into one row.
  picker: {
    display: 'none',
    [onPickers]: { display: 'inline-flex', width: '24px' },
    [onWideToolbar]: { width: '24px' },
  },
  popover: { boxSizing: 'border-box', width: 'max-content', maxWidth: 'min(360px, 100cqi)' },
  item: { '& .fui-MenuItem__content': { minWidth: 0, overflowWrap: 'anywhere' } },
  // Where the toolbar has no room for the pickers, the menu *More* has the devices.
  inMore: { display: 'none', [belowPickers]: { display: 'flex' } },
});

type DeviceKind = 'microphone' | 'camera' | 'speaker';

interface DevicePickerProps {
  /** The button to which the picker belongs. */
  children: ReactNode;
  /** The accessible name of the picker's button. */
  label: string;
  kinds: readonly DeviceKind[];
  /** Shown above the devices while the menu is open. */
  header?: ReactNode;
}

/** A button of the toolbar, and beside it a small one that opens a menu with the devices. */
export function WithDevicePicker({ children, label, kinds, header = null }: DevicePickerProps) {
  const styles = useStyles();
  const controlStyles = useControlStyles();
  const [isOpen, setOpen] = useState(false);
  return (
    <div className={styles.split}>
      {children}
      <Menu
        inline
        positioning={{ position: 'above', align: 'center', autoSize: true }}
        open={isOpen}
        onOpenChange={(_event, { open }) => setOpen(open)}
      >
        <MenuTrigger disableButtonEnhancement>
          <ToolbarButton
            className={mergeClasses(controlStyles.button, styles.picker)}
            icon={<ChevronUp20Regular />}
            aria-label={label}
            title={label}
          />
        </MenuTrigger>
        <MenuPopover className={styles.popover}>
          {header}
          <MenuList>
            <ListedDevices kinds={kinds} />
          </MenuList>
        </MenuPopover>
      </Menu>
    </div>
  );
}

/** The devices of each kind below its heading. Reads the list of devices anew. */
function ListedDevices({ kinds }: { kinds: readonly DeviceKind[] }) {
  const { t } = useTranslation();
  const phone = usePhone();
  useEffect(() => void listDevices(phone), [phone]);
  return kinds.map((kind) => (
    <MenuGroup key={kind}>
      <MenuGroupHeader>{t(`settings.${kind}`)}</MenuGroupHeader>
      <DeviceItems kind={kind} />
    </MenuGroup>
  ));
}

/** The devices of a kind in the menu *More* of a narrow toolbar. A user with one device need not choose. */
export function DevicesInMore({ kind }: { kind: DeviceKind }) {
  const phone = usePhone();
  useEffect(() => void listDevices(phone), [phone]);
  const hasChoice = useDevices()[`${kind}s`].length > 1;
  return hasChoice && <DeviceItems kind={kind} isInMore />;
}

function DeviceItems({ kind, isInMore = false }: { kind: DeviceKind; isInMore?: boolean }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const [settings, changeSettings] = useSettings();
  const devices = useDevices()[`${kind}s`];
  const systemDefault = { id: null, name: t('settings.system') };
  // While the chosen device is not connected, the system's default replaces it.
  const chosenId = devices.find(({ id }) => id === settings[kind])?.id ?? null;
  return [systemDefault, ...devices].map(({ id, name }, index) => {
    const words = name || t('settings.unnamed', { number: index });
    const isChosen = id === chosenId;
    return (
      <MenuItem
        key={id}
        role="menuitemradio"
        aria-checked={isChosen}
        className={mergeClasses(styles.item, isInMore && styles.inMore)}
        icon={isChosen ? <Checkmark20Regular /> : <span />}
        onClick={() => changeSettings({ [kind]: id })}
      >
        {isInMore ? t('devices.kind', { kind: t(`settings.${kind}`), name: words }) : words}
      </MenuItem>
    );
  });
}
