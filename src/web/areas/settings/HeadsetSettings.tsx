import { Button, Caption1, Field, makeStyles, tokens } from '@fluentui/react-components';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useReadable } from '../../base/useReadable.ts';
import {
  chooseHeadset,
  forgetHeadset,
  isSameProduct,
  unpluggedHeadsets,
} from '../../headset/allowedHeadsets.ts';
import { useAllowedHeadsets } from '../../headset/useAllowedHeadsets.ts';
import { findHid } from '../../headset/webHid.ts';

const useStyles = makeStyles({
  group: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'start',
    gap: tokens.spacingVerticalXS,
    minWidth: 0,
  },
  list: { alignSelf: 'stretch', margin: 0, padding: 0, listStyleType: 'none' },
  headset: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM, minWidth: 0 },
  words: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0, overflowWrap: 'anywhere' },
  state: { color: tokens.colorNeutralForeground2 },
  // In a narrow window, the words wrap, and not the button.
  forget: { flexShrink: 0 },
});

/** Lets the user choose the headsets whose buttons and lights the phone uses. Shows nothing in a browser without WebHID. */
export function HeadsetSettings() {
  const { t } = useTranslation();
  const styles = useStyles();
  const connected = useAllowedHeadsets();
  const devices = [...connected, ...useReadable(unpluggedHeadsets)];
  const [isRefused, setRefused] = useState(false);
  const group = useRef<HTMLDivElement>(null);
  if (!findHid()) return null;
  // For the browser, a headset may be several devices.
  const headsets = devices.filter(
    (device, index) => devices.findIndex((other) => isSameProduct(other, device)) === index,
  );
  const choose = async () => {
    try {
      await chooseHeadset();
      setRefused(false);
    } catch {
      // A policy of the browser or of the server forbids the API.
      setRefused(true);
    }
  };
  return (
    <Field
      validationState={isRefused ? 'error' : 'none'}
      validationMessage={isRefused ? t('settings.headset.refused') : null}
    >
      <div className={styles.group} ref={group}>
        {headsets.length > 0 && (
          <ul aria-label={t('settings.headset.list')} className={styles.list}>
            {headsets.map((headset, index) => {
              const name = headset.productName || t('settings.unnamed', { number: index + 1 });
              return (
                <li key={`${headset.vendorId} ${headset.productId}`} className={styles.headset}>
                  <div className={styles.words}>
                    <bdi>{name}</bdi>
                    <Caption1 className={styles.state}>
                      {t(
                        connected.includes(headset)
                          ? 'settings.headset.connected'
                          : 'settings.headset.unplugged',
                      )}
                    </Caption1>
                  </div>
                  <Button
                    size="small"
                    className={styles.forget}
                    aria-label={t('settings.headset.forgetName', { name })}
                    onClick={() => {
                      // The pressed button disappears.
                      group.current?.querySelector<HTMLElement>(':scope > button')?.focus();
                      void forgetHeadset(headset);
                    }}
                  >
                    {t('settings.headset.forget')}
                  </Button>
                </li>
              );
            })}
          </ul>
        )}
        <Button onClick={() => void choose()}>{t('settings.headset.use')}</Button>
        <Caption1>{t('settings.headset.hint')}</Caption1>
      </div>
    </Field>
  );
}
