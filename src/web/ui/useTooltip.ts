import type { TooltipProps } from '@fluentui/react-components';
import { useRef, useState } from 'react';

/**
 * Shows a tooltip until the user presses its button, and again when the pointer or the focus comes back. After a press, the user
 * looks for what has changed, which the tooltip would cover.
 * @param onPress runs when the user presses the button
 */
export function useTooltip(onPress: () => void) {
  const [isVisible, setVisible] = useState(false);
  // A ref, because Fluent shows the tooltip after a delay, with the callback from before the press.
  const isPressed = useRef(false);
  const onEnter = () => void (isPressed.current = false);
  const onVisibleChange: TooltipProps['onVisibleChange'] = (_event, { visible }) =>
    setVisible(visible && !isPressed.current);
  const onClick = () => {
    isPressed.current = true;
    setVisible(false);
    onPress();
  };
  return { isVisible, onVisibleChange, buttonProps: { onPointerEnter: onEnter, onFocus: onEnter, onClick } };
}
