// What do the desks' pages load?
import 'htmx.org';
