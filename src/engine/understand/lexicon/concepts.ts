/**
 * Words that name the same thing in Spanish and English, one concept a line: Spanish words, `=`, English words.
 * A word may stand in several lines. Compared by stem, so the singular is enough.
 */
export const concepts = `
cliente comprador consumidor abonado = customer client buyer consumer
agente comercial vendedor representante = agent salesperson salesman seller representative rep
empleado trabajador operario = employee worker staff
jefe responsable encargado superior = boss manager supervisor
director gerente = director manager
persona gente individuo = person people individual
zona region area territorio = zone region area territory
ciudad poblacion localidad municipio = city town municipality
pais nacion nacionalidad = country nation nationality
provincia estado = province state
direccion domicilio calle = address street
contacto interlocutor = contact
visita = visit
promocion oferta campana = promotion offer campaign
objetivo meta = target goal objective
producto articulo referencia mercancia genero = product item article goods
categoria familia grupo clase = category family group class
pedido orden encargo compra = order purchase
venta = sale
venta pedido = sale order
linea detalle renglon partida = line detail item
incidencia queja reclamacion problema averia = incident issue complaint claim ticket problem
factura recibo = invoice bill receipt
facturacion ingreso recaudacion = revenue income billing turnover
importe total monto cantidad dinero = amount total money value
precio tarifa pvp = price rate fee
coste costo gasto = cost expense spend spending
gasto consumo = spending expense consumption
descuento rebaja dto = discount
margen beneficio ganancia = margin profit gain earnings
cantidad unidad numero = quantity unit number
existencia stock inventario = stock inventory
almacen deposito bodega = warehouse storage depot
proveedor suministrador = supplier vendor provider
transportista portador = carrier hauler
envio expedicion remesa porte = shipment shipping delivery
porte flete = freight
entrega reparto = delivery
fecha dia = date day
hora horario = time hour
mes = month
ano anio ejercicio = year
semana = week
trimestre = quarter
nombre denominacion = name
apellido = surname lastname last family
titulo = title
descripcion detalle = description detail
comentario observacion nota apunte = comment note remark observation
nota puntuacion calificacion valoracion = score rating grade mark
valoracion opinion resena critica = review rating feedback
telefono movil = phone telephone mobile
correo email mail = email mail
estado situacion estatus = status state condition
tipo clase modalidad = type kind sort
codigo clave referencia = code key reference
numero = number
activo vigente = active current
sueldo salario nomina = salary wage pay
puesto cargo ocupacion trabajo = position job title role occupation
departamento seccion = department section
empresa compania sociedad firma = company firm business enterprise
tienda comercio local = shop store
marca = brand make
modelo = model
vehiculo coche automovil = vehicle car automobile
matricula placa = plate registration
color = color colour
peso = weight
altura estatura = height
tamano talla dimension = size
edad = age
sexo genero = sex gender
nacimiento = birth
duracion = duration length
distancia = distance
velocidad = speed
capacidad aforo plaza cupo = capacity seat
hotel = hotel
huesped visitante = guest visitor
habitacion cuarto = room
reserva = booking reservation
estancia alojamiento = stay
servicio = service
pago cobro abono = payment pay
metodo forma modo = method mode
tarjeta = card
cuenta = account
banco = bank
prestamo credito = loan credit
transaccion operacion movimiento = transaction operation movement
saldo balance = balance
alumno estudiante = student pupil
profesor docente maestro = teacher professor instructor faculty
curso asignatura materia = course subject class
clase leccion = class lesson
escuela colegio = school
universidad facultad = university college
libro obra = book work
autor escritor = author writer
editorial = publisher press
socio miembro = member
pelicula film = movie film
actor = actor
cancion tema = song track
disco album = album record
cantante artista musico = singer artist musician
concierto actuacion = concert performance
estadio campo = stadium field
equipo = team
jugador = player
partido encuentro = match game
entrenador = coach trainer
carrera = race
piloto conductor = driver pilot
avion aeronave = aircraft plane airplane
vuelo = flight
aeropuerto = airport
aerolinea = airline
tren = train
estacion = station
barco buque = ship boat
medico doctor = doctor physician
paciente = patient
enfermera = nurse
cita = appointment
tratamiento = treatment
medicamento farmaco = medication drug medicine
mecanico = mechanic
taller = workshop garage
recambio pieza repuesto = part spare
averia = fault breakdown
orden parte = order job
mano obra = labor labour
piso vivienda casa inmueble = flat apartment house home property
edificio = building
propietario dueno titular = owner holder
inquilino = tenant
alquiler = rent rental
poliza = policy
seguro aseguradora = insurance insurer
evento acto = event
entrada boleto = ticket
sala recinto = venue hall room
proyecto = project
tarea = task
hora = hour
presupuesto = budget
canal = channel
origen procedencia = source origin
destino = destination
ruta = route
pedido = order
cesta carrito = cart basket
usuario = user
contrasena = password
mensaje = message
documento = document
archivo fichero = file
imagen foto = image photo picture
idioma lengua = language
fabricante = manufacturer maker
ingrediente = ingredient
plato = dish
restaurante = restaurant
animal mascota = animal pet
perro = dog
planta piso = floor
jardin = garden
votante = voter
voto = vote
candidato = candidate
eleccion = election
poblacion habitante = population inhabitant
superficie extension = area surface
rio = river
montana = mountain
lago = lake
capital = capital
frontera = border
comision = commission
prioridad urgencia = priority urgency
nivel rango = level tier rank
sector industria ramo = industry sector
pendiente = pending outstanding
baja = leave end termination
alta registro inscripcion = registration signup join
inicio comienzo = start beginning begin
fin final termino = end finish
apertura = opening open
cierre = closing close
vencimiento caducidad = expiry expiration due
llegada entrada = arrival checkin
salida partida = departure checkout
piscina = pool
vistas = view
desayuno = breakfast
impuesto iva = tax vat
moneda divisa = currency
cuota = fee dues quota
minimo = minimum min
maximo = maximum max
porcentaje tasa = percent percentage rate
pasajero = passenger
asiento plaza = seat
temperatura = temperature
lluvia precipitacion = rain precipitation
campeonato torneo liga = championship tournament league competition
medalla = medal
premio = award prize
festival = festival
museo = museum
exposicion = exhibition
club = club
actividad = activity
mujer femenino = female woman
hombre masculino = male man
`

/** What people do, and the things they do it to: verb stems on the left, the nouns a table or column may be called on the right. */
export const actions = `
vender vendido vendio venden vende sold sell selling = venta pedido linea sale order item
comprar comprado compro compran bought buy purchased purchase = compra pedido venta purchase order
pedir pedido pidio piden encargar encargado ordered order place placed = pedido orden order
facturar facturado facturamos factura billed invoiced = factura importe pedido invoice amount
visitar visitado visito visitan visited visit = visita visit
reservar reservado reservo booked book reserved reserve = reserva booking reservation
pagar pagado pago pagan paid pay = pago payment
cobrar cobrado cobra cobran earn earns paid = sueldo salario salary cobro pago
gastar gastado gasto gastan spent spend = gasto importe consumo total amount expense
enviar enviado envio envian shipped ship sent send = envio shipment
entregar entregado delivered deliver = entrega delivery
alojar alojado alojaron dormir dormido hospedado stayed stay = estancia reserva stay
contratar contratado contratada hired hire = contratacion hire
nacer nacido nacida nacieron born = nacimiento birth
abrir abierto abre abrio opened open opens = apertura opening
cerrar cerrado cierra closed close = cierre closing
valorar valorado puntuar puntuado reviewed rated rate = valoracion resena review rating
quejarse quejado reclamar complained = incidencia reclamacion queja complaint
trabajar trabaja trabajan work works worked = empleado puesto employee job
vivir vive viven residir live lives living = ciudad direccion city address
ensenar imparte impartir dar teach teaches taught = clase curso course
matricular matriculado inscrito apuntado enrolled enroll registered = matricula inscripcion enrollment registration
prestar prestado llevarse borrowed borrow lent = prestamo loan
escribir escrito escribio wrote written write = autor libro author
dirigir dirigido directed direct = director
jugar juega juegan jugado played play plays = partido jugador match game player
ganar gano ganado won win = ganador premio winner
costar cuesta cuestan valer vale valen costs priced = precio price
pesar pesa pesan weigh weighs = peso weight
medir mide miden tall = altura height
durar dura duran last lasts = duracion duration length
caber cabe caben fit fits hold holds = capacidad aforo capacity
llamar llama llaman called named = nombre name
registrar registrado alta signed registered joined = registro alta signup registration
abandonar baja left leave = baja leave
`

/** Adjectives that order things: `word: nouns of the measured column : direction of "most"`. */
export const gradables = `
caro costoso expensive costly pricey : precio coste tarifa importe price cost rate fee amount : desc
barato economico cheap inexpensive : precio coste tarifa importe price cost rate fee amount : asc
viejo anciano mayor old elder : edad age : desc
joven young : edad age : asc
antiguo old oldest : fecha ano apertura alta nacimiento date year founded : asc
reciente nuevo ultimo recent new latest newest : fecha alta ano date year : desc
grande large big : tamano capacidad superficie poblacion area size capacity population importe amount total : desc
pequeno small little : tamano capacidad superficie poblacion area size capacity population importe amount total : asc
alto tall high : altura estatura height elevation : desc
bajo short low : altura estatura height elevation : asc
largo long : longitud duracion length duration distance : desc
corto short : longitud duracion length duration distance : asc
pesado heavy : peso weight : desc
ligero liviano light : peso weight : asc
rapido fast quick : velocidad tiempo speed : desc
lento slow : velocidad speed : asc
lejano far : distancia distance : desc
cercano near close : distancia distance : asc
popular popular : popularidad popularity : desc
poblado populous populated : poblacion population : desc
temprano early : fecha hora date time : asc
tardio late : fecha hora date time : desc
rico rich wealthy : riqueza patrimonio saldo dinero balance worth money : desc
`

/** Words for states, kinds and levels as they stand in data, `Spanish = English`. Used only against stored values. */
export const valueWords = `
oro = gold golden
plata = silver
bronce = bronze
carretera terrestre = road
maritimo mar barco = sea maritime
aereo aire avion = air
ferroviario tren = rail train
urgente express = urgent express
normal estandar = normal standard
perdido extraviado = lost
entregado = delivered
cancelado anulado = cancelled canceled void
pendiente = pending outstanding
abierto = open
cerrado = closed
activo = active
inactivo = inactive
pagado cobrado = paid
enviado = shipped sent
devuelto = returned
rechazado = rejected refused
aceptado aprobado = accepted approved
confirmado = confirmed
finalizado terminado completado completo = finished completed complete done
alto alta = high
medio media = medium
bajo baja = low
hombre masculino varon = male man m
mujer femenino = female woman f
soltero = single
casado = married
transito = in_transit transit
aduana = customs held
rojo = red
azul = blue
verde = green
amarillo = yellow
negro = black
blanco = white
gris = grey gray
tarjeta = card
efectivo metalico = cash
transferencia = transfer
telefono telefonico = phone
web internet = web website online
correo = mail email
gasolina = petrol gasoline
diesel gasoil = diesel
electrico = electric
hibrido = hybrid
lunes = monday
martes = tuesday
miercoles = wednesday
jueves = thursday
viernes = friday
sabado = saturday
domingo = sunday
primavera = spring
verano = summer
otono = fall autumn
invierno = winter
`
