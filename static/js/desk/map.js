// How is a point drawn on a map?
import 'leaflet';
