import type { Metadata } from "next";
import { NotificationSettings } from "../../../components/sink/notification-settings";

export const metadata: Metadata = { title: "Notifications - Settings" };

/** Where changes of alerts are sent. */
export default function NotificationsPage() {
  return <NotificationSettings />;
}
