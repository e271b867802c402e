"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { buttonLook } from "../ui/button-look";
import { Menu, MenuContent, MenuRadioGroup, MenuRadioItem, MenuTrigger } from "../ui/menu";
import { chooseTheme, type ThemeChoice, useTheme } from "../ui/theme";

const CHOICES = [
  { value: "light", name: "Light", icon: Sun },
  { value: "dark", name: "Dark", icon: Moon },
  { value: "system", name: "System", icon: Monitor },
] as const satisfies readonly { value: ThemeChoice; name: string; icon: typeof Sun }[];

/** Light, dark, or as the system has it. */
export function ThemeMenu() {
  const { choice } = useTheme();
  const current = CHOICES.find(({ value }) => value === choice) ?? CHOICES[2];
  return (
    <Menu>
      <MenuTrigger aria-label={`Theme: ${current.name}`} className={buttonLook("ghost", "icon")}>
        <current.icon aria-hidden="true" />
      </MenuTrigger>
      <MenuContent align="end">
        <MenuRadioGroup value={choice} onValueChange={chooseTheme}>
          {CHOICES.map(({ value, name, icon: Icon }) => (
            <MenuRadioItem key={value} value={value}>
              <Icon aria-hidden="true" />
              {name}
            </MenuRadioItem>
          ))}
        </MenuRadioGroup>
      </MenuContent>
    </Menu>
  );
}
